// Tests of a client with JUnit 5: each has a sandbox by TorpedoExtension.

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TorpedoExtension.class)
class OrderTest {
  /** The client under test: Mensagem's send. @return its code */
  static String send(TorpedoExtension.Sandbox sandbox, String to, String text) throws Exception {
    String query = "u=" + sandbox.credential("integrationUser") + "&n=" + to + "&m=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.url() + "/sms/send?" + query)).timeout(Duration.ofSeconds(10)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body().split(";")[0];
  }

  @Test
  void theOrderIsConfirmed(TorpedoExtension.Sandbox sandbox) throws Exception {
    assertEquals("1", send(sandbox, "11999990001", "Pedido 42 confirmado"));
    sandbox.assertSent("{\"to\": \"11999990001\", \"text\": \"Pedido 42 confirmado\"}");
    sandbox.advance("48h");
    sandbox.assertSent("{\"status\": \"delivered\"}");
  }

  @Test
  void anEmptyAccountRefuses(TorpedoExtension.Sandbox sandbox) throws Exception {
    sandbox.control("PATCH", "/accounts/mensagem/main", "{\"credits\": 0}");
    assertEquals("97", send(sandbox, "11999990001", "Pedido 43 confirmado"));
    sandbox.assertNotSent("{}");
  }
}
