package caravan.shared.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * The way to a server on this machine, which a test can cut: then connections break and new ones are refused; or freeze: then
 * they stay, and nothing comes through.
 */
public final class Cable implements AutoCloseable {
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final int port;
    private ServerSocket entry;
    private Thread acceptor;
    private volatile CountDownLatch thaw = new CountDownLatch(0);

    /** @param port a free one, and not of those that the system gives away: it has to be free again later */
    Cable(int port, int target) throws IOException {
        this.port = port;
        this.target = target;
        listen();
    }

    /** Where it begins. */
    public int port() {
        return port;
    }

    /** The server is away. Again: nothing happens. */
    public synchronized void cut() throws IOException {
        entry.close();
        try {
            // Until it has noticed, the port is not free.
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
        thaw.countDown();
    }

    /** The server hangs. Again: nothing happens. */
    public synchronized void freeze() {
        if (thaw.getCount() == 0) {
            thaw = new CountDownLatch(1);
        }
    }

    /** The server is there. Again: nothing happens. */
    public synchronized void mend() throws IOException {
        thaw.countDown();
        if (entry.isClosed()) {
            listen();
        }
    }

    @Override
    public void close() throws IOException {
        cut();
    }

    private void listen() throws IOException {
        ServerSocket listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        entry = listening;
        acceptor = thread(() -> accept(listening));
    }

    private void accept(ServerSocket listening) throws IOException {
        while (true) {
            Socket near = listening.accept();
            thread(() -> join(near, listening));
        }
    }

    private void join(Socket near, ServerSocket listening) throws IOException {
        try (near;
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target)) {
            sockets.add(near);
            sockets.add(far);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            if (!listening.isClosed()) {
                thread(() -> pump(far, near));
                pump(near, far);
            }
        }
    }

    private void pump(Socket from, Socket to) throws IOException {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[16 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                thaw.await();
                out.write(buffer, 0, read);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            sockets.remove(from);
        }
    }

    private static Thread thread(Step step) {
        Thread thread = new Thread(
                () -> {
                    try {
                        step.run();
                    } catch (IOException e) {
                        // It was cut, or one end has closed.
                    }
                },
                "cable");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
