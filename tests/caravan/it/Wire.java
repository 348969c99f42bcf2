package caravan.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A port behind which a server is, until the wire is cut: then connections are broken, and refused or never answered. Or
 * nothing is broken, and nothing comes through either, as between machines of which a network in between has failed.
 */
final class Wire implements AutoCloseable {

    private final int target;
    private final int port;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private volatile ServerSocket entrance;
    private volatile boolean silent;
    private boolean stuck;
    private Thread acceptor;

    Wire(int target) {
        this.target = target;
        this.port = Program.freePort();
        join();
    }

    int port() {
        return port;
    }

    /** Connections are refused. */
    void cut() {
        close();
    }

    /** Connections are accepted, and nothing comes back. */
    void hush() {
        close();
        open(true);
    }

    /** Connections stay, and can be made; nothing comes through until {@link #unstick}. */
    synchronized void stick() {
        stuck = true;
    }

    /** What was held back comes through, and all that follows. */
    synchronized void unstick() {
        stuck = false;
        notifyAll();
    }

    void join() {
        close();
        unstick();
        open(false);
    }

    @Override
    public void close() {
        closed(entrance);
        if (acceptor != null) {
            // Until then the port is not free.
            await().until(() -> !acceptor.isAlive());
        }
        sockets.forEach(Wire::closed);
        sockets.clear();
    }

    private void open(boolean silently) {
        silent = silently;
        try {
            ServerSocket opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            entrance = opened;
            acceptor = start(() -> accept(opened));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket opened) {
        try {
            while (true) {
                Socket near = opened.accept();
                sockets.add(near);
                if (!silent) {
                    Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                    sockets.add(far);
                    start(() -> carry(near, far));
                    start(() -> carry(far, near));
                }
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] bytes = new byte[8192];
        try (from;
                to) {
            for (int read = read(from, bytes); read >= 0; read = read(from, bytes)) {
                to.getOutputStream().write(bytes, 0, read);
            }
        } catch (IOException e) {
            // Both ends learn of it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Also its end comes through only when the rest does. */
    private int read(Socket from, byte[] bytes) throws IOException, InterruptedException {
        int read = from.getInputStream().read(bytes);
        synchronized (this) {
            while (stuck) {
                wait();
            }
        }
        return read;
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void closed(AutoCloseable socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (Exception e) {
            // It is gone all the same.
        }
    }
}
