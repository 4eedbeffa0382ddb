/**
 * All objects of a plane without a prompt, as SAM's automatic mask generator finds them (Kirillov et al., Segment
 * Anything, 2023): a grid of points, masks filtered by predicted IoU and stability, non-maximum suppression; and what
 * microscopy needs beyond it: tiles for large planes, one label a pixel. Coordinates are pixel edges, 0-based.
 */
package org.stacksam.everything;
