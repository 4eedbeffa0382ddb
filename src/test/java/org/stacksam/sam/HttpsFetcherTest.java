package org.stacksam.sam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.Progress;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

/** Downloads from a real HTTPS server in this process, with a certificate made by keytool. */
class HttpsFetcherTest {

	private static final char[] PASSWORD = "for-the-test".toCharArray();

	@TempDir
	static Path keys;

	@TempDir
	Path folder;

	private static SSLContext context;
	private HttpsServer server;
	private ModelManifest model;

	@BeforeAll
	static void certificate() throws Exception {
		final Path file = keys.resolve("keys.p12");
		final Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
			"-genkeypair", "-alias", "test", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost",
			"-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", new String(PASSWORD)).redirectErrorStream(true).redirectOutput(
				ProcessBuilder.Redirect.DISCARD).start();
		assertEquals(0, keytool.waitFor());
		final KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(file)) {
			store.load(in, PASSWORD);
		}
		final KeyManagerFactory key = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		key.init(store, PASSWORD);
		final TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(store);
		context = SSLContext.getInstance("TLS");
		context.init(key.getKeyManagers(), trust.getTrustManagers(), null);
	}

	@BeforeEach
	void start() throws IOException {
		server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setHttpsConfigurator(new HttpsConfigurator(context));
		serve("encoder.onnx", 200, TinyModel.content("encoder.onnx"));
		server.start();
		model = TinyModel.manifest("tiny", new ModelSource.Https("https://localhost:" + server.getAddress().getPort() +
			"/dist/{file}"));
	}

	@AfterEach
	void stop() {
		server.stop(0);
	}

	private void serve(final String name, final int status, final byte[] content) {
		server.createContext("/dist/" + name, exchange -> {
			exchange.sendResponseHeaders(status, content.length);
			exchange.getResponseBody().write(content);
			exchange.close();
		});
	}

	private HttpsFetcher fetcher() {
		return new HttpsFetcher((ModelSource.Https) model.sources().get(0), context.getSocketFactory());
	}

	@Test
	void filesArriveWithProgress() throws IOException {
		serve("decoder.onnx", 200, TinyModel.content("decoder.onnx"));
		final List<Long> reported = Collections.synchronizedList(new ArrayList<>());
		fetcher().fetch(model, folder, new Progress() {

			@Override
			public void report(final long done, final long total, final String message) {
				reported.add(done);
			}
		});
		assertArrayEquals(TinyModel.content("encoder.onnx"), Files.readAllBytes(folder.resolve("encoder.onnx")));
		assertArrayEquals(TinyModel.content("decoder.onnx"), Files.readAllBytes(folder.resolve("decoder.onnx")));
		assertEquals(List.of(0L, 27L, 27L, 54L), reported);
	}

	@Test
	void aMissingFileIsNamed() {
		final IOException error = assertThrows(IOException.class, () -> fetcher().fetch(model, folder, Progress.NONE));
		assertTrue(error.getMessage().endsWith("/dist/decoder.onnx answered with status 404"), error.getMessage());
	}

	@Test
	void aFileThatIsTooLongIsNotReadToItsEnd() {
		serve("decoder.onnx", 200, new byte[1000]);
		final IOException error = assertThrows(IOException.class, () -> fetcher().fetch(model, folder, Progress.NONE));
		assertTrue(error.getMessage().contains("longer than the 27 bytes"), error.getMessage());
	}

	@Test
	void redirectionToPlainHttpIsNotFollowed() {
		server.createContext("/dist/decoder.onnx", exchange -> {
			exchange.getResponseHeaders().add("Location", "http://localhost:1/decoder.onnx");
			exchange.sendResponseHeaders(302, -1);
			exchange.close();
		});
		final IOException error = assertThrows(IOException.class, () -> fetcher().fetch(model, folder, Progress.NONE));
		assertTrue(error.getMessage().contains("answered with status 302"), error.getMessage());
	}

	@Test
	void aServerWithoutATrustedCertificateIsRefused() {
		assertThrows(SSLHandshakeException.class, () -> new HttpsFetcher((ModelSource.Https) model.sources().get(0)).fetch(
			model, folder, Progress.NONE));
	}
}
