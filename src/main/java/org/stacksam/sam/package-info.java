/**
 * SAM on slices: models described by manifests ({@link org.stacksam.sam.ModelManifest}), found and installed
 * ({@link org.stacksam.sam.ModelStore}), opened once ({@link org.stacksam.sam.SamModels}) and run
 * ({@link org.stacksam.sam.SamModel}); embeddings kept for the next time ({@link org.stacksam.sam.EmbeddingCache}).
 * The only package that knows ONNX Runtime. Coordinates are pixel edges throughout: the centre of pixel i is i + 0.5.
 */
package org.stacksam.sam;
