package org.stacksam.sam;

/**
 * A model that was added, and how it did in its self-test.
 *
 * @param model where it lies
 * @param iou of its best mask with the painted disc, 0..1
 */
public record AddedModel(InstalledModel model, double iou) {}
