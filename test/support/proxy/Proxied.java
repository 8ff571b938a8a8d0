// Sends one request through a proxy and prints status and body. Trusts the authority of a file and nothing else.
//
//   java Proxied.java AUTHORITY.pem PROXY_PORT URL

import java.io.FileInputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URL;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

public class Proxied {
  public static void main(String[] args) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (FileInputStream file = new FileInputStream(args[0])) {
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
        trusted.setCertificateEntry("authority" + trusted.size(), one);
      }
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    Proxy proxy = new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", Integer.parseInt(args[1])));
    HttpsURLConnection connection = (HttpsURLConnection) new URL(args[2]).openConnection(proxy);
    connection.setSSLSocketFactory(context.getSocketFactory());
    System.out.println(connection.getResponseCode());
    System.out.write(connection.getInputStream().readAllBytes());
    System.out.flush();
  }
}
