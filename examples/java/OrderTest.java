// A contract test with nothing but the JDK: one SMS through Mensagem's HTTP door, its reports and a reply caught.
//
//   TORPEDO_URL=http://127.0.0.1:8080 java examples/java/OrderTest.java

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

public class OrderTest {
  static final String TORPEDO = System.getenv().getOrDefault("TORPEDO_URL", "http://127.0.0.1:8080");
  static final HttpClient HTTP = HttpClient.newHttpClient();

  /** The client under test, as it stands in production: only its address is another. */
  record Mensagem(String address, String integrationUser) {
    /** @return the message's md5 */
    String send(String to, String text) throws Exception {
      String query = "u=" + encoded(integrationUser) + "&n=" + encoded(to) + "&m=" + encoded(text);
      HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/sms/send?" + query)).build();
      String[] record = HTTP.send(request, BodyHandlers.ofString()).body().split(";");
      if (!record[0].equals("1")) throw new IllegalStateException(record[0]);
      return record[1];
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
