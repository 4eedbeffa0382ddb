package org.stacksam.interactive;

import org.stacksam.interactive.SliceMask.Origin;

/**
 * An object on a slice, to be looked at.
 *
 * @param object its number
 * @param label value of its class
 * @param name of its class
 * @param slice 0-based
 * @param area pixels
 * @param confidence 0..1; 1 where the user answers for it
 * @param origin how the mask came there
 */
public record ReviewItem(int object, int label, String name, int slice, int area, double confidence, Origin origin) {}
