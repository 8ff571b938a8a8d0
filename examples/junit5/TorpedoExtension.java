// Extension for JUnit 5: a sandbox of its own for each test, in an emulator that runs. Copy this file among your tests.
//
//   @ExtendWith(TorpedoExtension.class), and a parameter Sandbox of a test method

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

public class TorpedoExtension implements ParameterResolver {
  static final String TORPEDO = System.getenv().getOrDefault("TORPEDO_URL", "http://127.0.0.1:8080");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** A sandbox: accounts, messages, scenario and clock of its own. JUnit closes it after the test. */
  public static final class Sandbox implements ExtensionContext.Store.CloseableResource {
    private final String path;
    private final String accounts;

    Sandbox() throws Exception {
      String name = "junit-" + UUID.randomUUID();
      accounts = call("POST", "/sandboxes", "{\"name\": \"" + name + "\", \"clock\": \"manual\"}");
      path = "/sandboxes/" + name;
    }

    /** Address of the emulator, for the client under test. */
    public String url() {
      return TORPEDO;
    }

    /** A credential of the sandbox's own accounts: `token`, `integrationUser`. */
    public String credential(String name) {
      Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(accounts);
      if (!found.find()) throw new AssertionError("no account has " + name);
      return found.group(1);
    }

    /** Calls the control API about this sandbox. @param body JSON, or null */
    public String control(String method, String rest, String body) throws Exception {
      return call(method, path + rest, body);
    }

    /** Moves the clock on: advance("48h"). Returns once every callback is answered. */
    public void advance(String by) throws Exception {
      control("POST", "/clock/advance", "{\"by\": \"" + by + "\"}");
    }

    /** Waits for a message. @param where JSON such as {"to": "11999990001"} */
    public void assertSent(String where) throws Exception {
      holds(control("POST", "/wait", "{\"what\": \"messages\", \"timeout\": \"5s\", \"where\": " + where + "}"));
    }

    public void assertNotSent(String where) throws Exception {
      holds(control("POST", "/verify", "{\"what\": \"messages\", \"never\": true, \"where\": " + where + "}"));
    }

    @Override
    public void close() throws Exception {
      call("DELETE", path, null);
    }

    private static void holds(String answer) {
      if (!answer.contains("\"ok\":true")) throw new AssertionError(answer);
    }
  }

  private static String call(String method, String path, String body) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(TORPEDO + "/torpedo/v1" + path))
        .timeout(Duration.ofSeconds(30))
        .header("Content-Type", "application/json")
        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    String token = System.getenv("TORPEDO_TOKEN");
    if (token != null) request.header("Authorization", "Bearer " + token);
    var answer = HTTP.send(request.build(), BodyHandlers.ofString());
    // A mistake says where it is, and what to do.
    if (answer.statusCode() >= 400) throw new AssertionError(answer.body());
    return answer.body();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Sandbox.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context.getStore(Namespace.create(TorpedoExtension.class, context.getUniqueId()))
        .getOrComputeIfAbsent(Sandbox.class, key -> {
          try {
            return new Sandbox();
          } catch (Exception error) {
            throw new IllegalStateException("no emulator answers at " + TORPEDO, error);
          }
        });
  }
}
