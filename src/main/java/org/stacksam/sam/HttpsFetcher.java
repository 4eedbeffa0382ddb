package org.stacksam.sam;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

import org.stacksam.Progress;

/**
 * Downloads files from an HTTPS server. HttpsURLConnection, since java.net.http has no timeout for an answer that stalls
 * half-way; it follows redirections to HTTPS only.
 */
final class HttpsFetcher implements ModelFetcher {

	private static final int CONNECT_TIMEOUT_MS = 5_000;
	private static final int READ_TIMEOUT_MS = 30_000;
	private static final int BUFFER = 1 << 16;

	private final ModelSource.Https source;
	private final SSLSocketFactory sockets;

	HttpsFetcher(final ModelSource.Https source) {
		this(source, HttpsURLConnection.getDefaultSSLSocketFactory());
	}

	/** With a trust of its own. */
	HttpsFetcher(final ModelSource.Https source, final SSLSocketFactory sockets) {
		this.source = source;
		this.sockets = sockets;
	}

	@Override
	public void fetch(final ModelManifest model, final Path folder, final Progress progress) throws IOException {
		long done = 0;
		for (final ModelFile file : model.files()) {
			download(model, file, folder.resolve(file.name()), done, progress);
			done += file.bytes();
		}
	}

	private void download(final ModelManifest model, final ModelFile file, final Path target, final long before,
		final Progress progress) throws IOException
	{
		final URL address = URI.create(source.address(file)).toURL();
		progress.report(before, model.bytes(), "Connecting to " + address.getHost());
		final HttpsURLConnection connection = (HttpsURLConnection) address.openConnection();
		connection.setSSLSocketFactory(sockets);
		connection.setConnectTimeout(CONNECT_TIMEOUT_MS);
		connection.setReadTimeout(READ_TIMEOUT_MS);
		try {
			final int status = connection.getResponseCode();
			if (status != HttpsURLConnection.HTTP_OK) throw new IOException(address + " answered with status " + status);
			try (InputStream in = connection.getInputStream(); OutputStream out = Files.newOutputStream(target)) {
				final byte[] buffer = new byte[BUFFER];
				long done = 0;
				for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
					done += n;
					if (done > file.bytes()) throw new IOException(address + " is longer than the " + file.bytes() +
						" bytes expected");
					out.write(buffer, 0, n);
					progress.check();
					progress.report(before + done, model.bytes(), "Downloading " + file.name() + " from " + address.getHost());
				}
			}
		}
		finally {
			connection.disconnect();
		}
	}
}
