package org.stacksam;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** Which package may use what; ARCHITECTURE.md says why. */
class ArchitectureTest {

	private static JavaClasses classes;

	@BeforeAll
	static void read() {
		classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(
			"org.stacksam");
	}

	@Test
	void onlyCommandsAndIjUseImageJ() {
		noClasses().that().resideOutsideOfPackages("org.stacksam.command..", "org.stacksam.ij..").should()
			.dependOnClassesThat().resideInAnyPackage("ij..", "net.imagej..").check(classes);
	}

	@Test
	void onlySamUsesOnnxRuntime() {
		noClasses().that().resideOutsideOfPackage("org.stacksam.sam..").should().dependOnClassesThat().resideInAPackage(
			"ai.onnxruntime..").check(classes);
	}

	@Test
	void nothingDependsOnCommands() {
		noClasses().that().resideOutsideOfPackage("org.stacksam.command..").should().dependOnClassesThat().resideInAPackage(
			"org.stacksam.command..").check(classes);
	}

	@Test
	void enginesDoNotDependOnIj() {
		noClasses().that().resideOutsideOfPackages("org.stacksam.command..", "org.stacksam.ij..").should()
			.dependOnClassesThat().resideInAPackage("org.stacksam.ij..").check(classes);
	}

	@Test
	void enginesKnowNoUserInterface() {
		noClasses().that().resideOutsideOfPackages("org.stacksam.command..", "org.stacksam.ij..").should()
			.dependOnClassesThat().resideInAnyPackage("org.scijava..", "javax.swing..").check(classes);
	}

	@Test
	void promptsAndImagesStandAlone() {
		noClasses().that().resideInAnyPackage("org.stacksam.prompt..", "org.stacksam.image..").should().dependOnClassesThat()
			.resideInAnyPackage("org.stacksam.sam..", "org.stacksam.volume..", "org.stacksam.crowd..",
				"org.stacksam.evaluation..", "org.stacksam.nnunet..").check(classes);
	}

	@Test
	void batchKnowsNoImages() {
		noClasses().that().resideInAPackage("org.stacksam.batch..").should().dependOnClassesThat().resideInAnyPackage(
			"org.stacksam.sam..", "org.stacksam.volume..", "org.stacksam.prompt..", "net.imglib2..").check(classes);
	}
}
