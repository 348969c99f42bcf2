package caravan.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Somebody who says that it is an instance of the ratings, and answers every request with anything but a rating. */
final class BadInstance implements AutoCloseable {

    private final ServerSocket entrance;
    private final Manner manner;

    /** What it does with a request. */
    @FunctionalInterface
    interface Manner {
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    BadInstance(Manner manner) throws IOException {
        this.manner = manner;
        entrance = new ServerSocket(Program.freePort(), 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    String address() {
        return "http://127.0.0.1:" + port();
    }

    /** Writes an answer, all of it. */
    static Manner saying(String answer) {
        return out -> write(out, answer);
    }

    /** Writes the beginning of an answer, and then the same piece over and over, with this many milliseconds in between. */
    static Manner saying(String beginning, String over, int pause) {
        return out -> {
            write(out, beginning);
            while (true) {
                write(out, over);
                Thread.sleep(pause);
            }
        };
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket caller = entrance.accept();
            start(() -> serve(caller));
        }
    }

    private void serve(Socket caller) throws IOException, InterruptedException {
        try (caller) {
            caller.getInputStream().read(new byte[8192]);
            manner.answer(caller.getOutputStream());
            caller.shutdownOutput();
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    private static void start(Step step) {
        Thread thread = new Thread(
                () -> {
                    try {
                        step.run();
                    } catch (IOException e) {
                        // The other end has had enough, or the test is over.
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "bad instance");
        thread.setDaemon(true);
        thread.start();
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException, InterruptedException;
    }
}
