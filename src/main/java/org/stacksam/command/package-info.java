/**
 * The commands of the menu, for macros and batch scripts: each takes its parameters, makes one call and hands on its
 * outputs; no algorithm is here. Slices, channels and frames are 1-based in parameters and tables, 0-based in the calls.
 * Commands of one kind repeat their parameters, since SciJava would show those of a common superclass before the input.
 */
package org.stacksam.command;
