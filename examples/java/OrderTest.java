// A contract test with nothing but the JDK: one SMS through Mensagem's HTTP door, its reports and a reply caught.
//
//   TORPEDO_URL=http://127.0.0.1:8080 java examples/java/OrderTest.java
//   npx torpedo-sms sweep --handling examples/torpedo.handling.yaml -- java examples/java/OrderTest.java send

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

public class OrderTest {
  static final String TORPEDO = System.getenv().getOrDefault("TORPEDO_URL", "http://127.0.0.1:8080");
  static final HttpClient HTTP;

  static {
    // By itself Java sends a GET again when the connection closes before the answer: the same SMS twice.
    System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
    HTTP = HttpClient.newHttpClient();
  }

  /** No answer that can be read came: the message may have been accepted, and is not sent again. */
  static class Unknown extends Exception {
    Unknown(String why) {
      super(why);
    }
  }

  /** The client under test, as it stands in production: only its address is another. */
  record Mensagem(String address, String integrationUser, Duration timeLimit) {
    Mensagem(String address, String integrationUser) {
      this(address, integrationUser, Duration.ofSeconds(10));
    }

    /** @return the message's md5, or the sentence of one that the antifraud holds */
    String send(String to, String text) throws Exception {
      String query = "u=" + encoded(integrationUser) + "&n=" + encoded(to) + "&m=" + encoded(text);
      HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/sms/send?" + query)).timeout(timeLimit).build();
      String[] record = answerTo(request).replace("\ufeff", "").split(";");
      if (!record[0].matches("\\d+")) throw new Unknown("the answer is no code");
      if (!List.of("1", "61").contains(record[0])) throw new IllegalStateException(record[0]);
      return record[1];
    }

    private static String answerTo(HttpRequest request) throws Exception {
      try {
        var answer = HTTP.send(request, BodyHandlers.ofString());
        if (answer.statusCode() == 200) return answer.body();
      } catch (IOException error) {
        throw new Unknown("no answer came: " + error);
      }
      throw new Unknown("the answer is an error page");
    }
  }

  /** Sends one SMS, for a sweep: exit code 1 when it is refused, 2 when nobody knows. */
  static int send() throws Exception {
    String user = System.getenv("TORPEDO_MENSAGEM_USER");
    try {
      new Mensagem(TORPEDO, user, Duration.ofSeconds(2)).send("11999990001", "Pedido 42 confirmado");
      return 0;
    } catch (IllegalStateException refused) {
      System.err.println("refused with " + refused.getMessage());
      return 1;
    } catch (Unknown unknown) {
      System.err.println(unknown.getMessage());
      return 2;
    }
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** One call of the control API. */
  static String control(String method, String path, String body) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(TORPEDO + "/torpedo/v1" + path))
        .header("Content-Type", "application/json")
        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    String token = System.getenv("TORPEDO_TOKEN");
    if (token != null) request.header("Authorization", "Bearer " + token);
    var answer = HTTP.send(request.build(), BodyHandlers.ofString());
    // A problem says what is wrong, where, and what to do.
    if (answer.statusCode() >= 400) throw new AssertionError(answer.body());
    return answer.body();
  }

  static void expect(boolean so, Object what) {
    if (!so) throw new AssertionError(what);
  }

  public static void main(String[] args) throws Exception {
    if (args.length > 0) System.exit(send());
    HttpServer receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    try {
      order(receiver);
    } finally {
      receiver.stop(0);
    }
  }

  static void order(HttpServer receiver) throws Exception {
    List<String> caught = new CopyOnWriteArrayList<>();
    receiver.setExecutor(Executors.newCachedThreadPool(work -> {
      Thread thread = new Thread(work);
      thread.setDaemon(true);
      return thread;
    }));
    receiver.createContext("/", exchange -> {
      caught.add(exchange.getRequestURI().toString());
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
    });
    receiver.start();
    String here = "http://127.0.0.1:" + receiver.getAddress().getPort();

    // A sandbox of this test's own, with a credential of its own: tests run side by side and never meet.
    String id = UUID.randomUUID().toString().replace("-", "").substring(0, 8);
    String box = "/sandboxes/order-" + id;
    control("POST", "/sandboxes", """
        {"name": "order-%1$s", "clock": "manual", "accounts": {"mensagem/main": {
          "callbacks": {"dlr": "%2$s/dlr", "mo": "%2$s/mo"}, "details": {"integrationUser": "%1$s"}}}}
        """.formatted(id, here));
    try {
      Mensagem mensagem = new Mensagem(TORPEDO, id);
      String md5 = mensagem.send("11999990001", "Pedido 42 confirmado");
      String waited = control("POST", box + "/wait", """
          {"what": "messages", "where": {"to": "(11) 99999-0001", "id": "%s"}, "timeout": "5s"}
          """.formatted(md5));
      expect(waited.contains("\"ok\":true"), waited);

      // Two days pass at once; the answer comes when every callback is answered, so there is nothing to sleep for.
      String advanced = control("POST", box + "/clock/advance", "{\"by\": \"48h\"}");
      expect(advanced.contains("\"unanswered\":[]"), advanced);
      expect(caught.size() > 0 && caught.stream().allMatch(one -> one.startsWith("/dlr?") && one.contains(md5)), caught);

      control("POST", box + "/inbound", "{\"from\": \"11999990001\", \"text\": \"SAIR\"}");
      waited = control("POST", box + "/wait",
          "{\"what\": \"callbacks\", \"where\": {\"about\": \"inbound\", \"state\": \"delivered\"}}");
      expect(waited.contains("\"ok\":true"), waited);
      String last = caught.get(caught.size() - 1);
      expect(last.startsWith("/mo?") && last.contains("message=SAIR"), last);

      // Without credit Mensagem answers 97; the number says so too, without any scenario: DDD + 900000 + code.
      try {
        mensagem.send("11900000097", "Pedido 43 confirmado");
        throw new AssertionError("accepted");
      } catch (IllegalStateException refused) {
        expect(refused.getMessage().equals("97"), refused);
      }
      String verified = control("POST", box + "/verify", "{\"what\": \"messages\", \"exactly\": 1}");
      expect(verified.contains("\"ok\":true"), verified);
      System.out.println("OrderTest: ok");
    } finally {
      control("DELETE", box, null);
    }
  }
}
