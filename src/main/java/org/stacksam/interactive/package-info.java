/**
 * The engine of interactive segmentation, without any window: what the user did as immutable values with undo, the
 * embeddings made ahead, previews off the caller's thread, carrying through the volume, the review list and the saving of
 * all of it. No ImageJ, no ONNX Runtime. Coordinates are those of the slices as stored, slices 0-based.
 */
package org.stacksam.interactive;
