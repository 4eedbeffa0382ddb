/**
 * Slices that nobody prompted: prompts linked to objects and cleaned, the slices between an object's prompts, those
 * beyond them, and further decoder rounds where prompts are far apart. Coordinates are those of the slices as shown to
 * the model.
 */
package org.stacksam.volume.fill;
