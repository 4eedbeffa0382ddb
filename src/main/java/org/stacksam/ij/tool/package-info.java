/**
 * The toolbar tool and the window "StackSAM": what the user does on images becomes actions of the engine in
 * {@code org.stacksam.interactive}, what the engine finds is drawn. All fields here belong to the event thread; nothing
 * that takes time runs on it.
 */
package org.stacksam.ij.tool;
