/**
 * Prompts as values, and the files they come from. Coordinates are pixel edges, slices 0-based; files that people see
 * count slices from 1.
 */
package org.stacksam.prompt;
