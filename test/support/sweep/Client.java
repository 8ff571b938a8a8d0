// A client of Mensagem's /sms/send for sweeps. With the argument `planted` it has six mistakes, marked below.

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

public class Client {
    static final String TO = "11999990001";
    static final HttpClient HTTP = HttpClient.newHttpClient();

    static String send(boolean planted) throws InterruptedException {
        var path = "/sms/send?u=" + System.getenv("TORPEDO_MENSAGEM_USER") + "&n=" + TO + "&m=Pedido+7";
        var uri = URI.create(System.getenv("TORPEDO_MENSAGEM_URL") + path);
        try {
            // Mistake: no time limit, and a client of Java that repeats a GET by itself when the connection closes.
            if (planted) return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
            return once(uri, path);
        } catch (java.io.IOException error) {
            return null;
        }
    }

    /** Sends a GET once: null without a whole answer. */
    static String once(URI uri, String path) throws java.io.IOException {
        try (var socket = new java.net.Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(2500);
            var head = "GET " + path + " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes());
            var answer = new String(socket.getInputStream().readAllBytes());
            var body = answer.indexOf("\r\n\r\n");
            return body < 0 ? null : answer.substring(body + 4).replace("\ufeff", "");
        }
    }

    static String deliver(boolean planted) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            var answer = send(planted);
            // Mistake: an answer that is lost is sent again, though it was accepted.
            if (answer == null && planted && attempt == 1) continue;
            var code = answer == null || !answer.matches("(?s)\\d+(;.*)?") ? "" : answer.split(";")[0];
            switch (code) {
                case "1": return "sent";
                case "0":
                    if (attempt == 4) return "failed";
                    Thread.sleep(600L * attempt);
                    continue;
                case "61":
                    // Mistake: a held message is sent again.
                    if (planted && attempt == 1) continue;
                    return "held";
                case "97":
                    // Mistake: taken for success.
                    return planted ? "sent" : "refused";
                case "90":
                    // Mistake: a blocked number is tried again.
                    if (planted && attempt == 1) continue;
                    return "blocked";
                case "": return "unknown";
                default:
                    // Mistake: a code that nobody thought of ends the program.
                    if (planted) throw new IllegalStateException("code " + code);
                    return "unknown";
            }
        }
    }

    public static void main(String[] args) throws Exception {
        var outcome = deliver(args.length > 0 && args[0].equals("planted"));
        var body = "{\"to\":\"" + TO + "\",\"outcome\":\"" + outcome + "\"}";
        var report = HttpRequest.newBuilder(URI.create(System.getenv("TORPEDO_REPORT_URL")));
        HTTP.send(report.POST(HttpRequest.BodyPublishers.ofString(body)).build(), BodyHandlers.discarding());
    }
}
