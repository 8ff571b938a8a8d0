// A contract test in plain C#: one SMS through MobilePronto's SOAP in a sandbox of its own, its status, and a refusal.
//
//   mcs -out:order.exe examples/csharp/Order.cs && TORPEDO_URL=http://127.0.0.1:8080 mono order.exe

using System;
using System.IO;
using System.Net;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;

/// <summary>The client under test, as it stands in production: only its address is another.</summary>
sealed class MobilePronto
{
    readonly string address, credencial, principalUser;

    public MobilePronto(string address, string credencial, string principalUser)
    {
        this.address = address;
        this.credencial = credencial;
        this.principalUser = principalUser;
    }

    /// <returns>The return code; 000 is accepted.</returns>
    public string Send(string to, string text)
    {
        var fields = Field("Credencial", credencial) + Field("Principal_User", principalUser) + Field("Aux_User", "LOJA")
            + Field("Mobile", to) + Field("Send_Project", "N") + Field("Message", text);
        var envelope = "<?xml version=\"1.0\" encoding=\"utf-8\"?><s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">"
            + "<s:Body><MPG_Send_SMS xmlns=\"http://www.mpgateway.com/\">" + fields + "</MPG_Send_SMS></s:Body></s:Envelope>";
        var request = WebRequest.CreateHttp(address + "/Service.asmx");
        request.Method = "POST";
        request.ContentType = "text/xml; charset=utf-8";
        request.Headers["SOAPAction"] = "\"http://www.mpgateway.com/MPG_Send_SMS\"";
        return Http.Value(Http.Answer(request, envelope), "<MPG_Send_SMSResult>(\\d{3})</");
    }

    static string Field(string name, string value)
    {
        return "<" + name + ">" + SecurityElement.Escape(value) + "</" + name + ">";
    }
}

static class Http
{
    public static string Answer(HttpWebRequest request, string body)
    {
        request.Timeout = 30000;
        if (body != null)
            using (var writer = new StreamWriter(request.GetRequestStream(), new UTF8Encoding(false)))
                writer.Write(body);
        using (var answer = Response(request))
        using (var reader = new StreamReader(answer.GetResponseStream(), Encoding.UTF8))
            return reader.ReadToEnd();
    }

    static WebResponse Response(HttpWebRequest request)
    {
        try
        {
            return request.GetResponse();
        }
        catch (WebException error)
        {
            if (error.Response == null) throw;
            return error.Response;
        }
    }

    public static string Value(string text, string pattern)
    {
        var found = Regex.Match(text, pattern);
        if (!found.Success) throw new Exception("no " + pattern + " in " + text);
        return found.Groups[1].Value;
    }
}

static class Emulator
{
    public static readonly string Address = Environment.GetEnvironmentVariable("TORPEDO_URL") ?? "http://127.0.0.1:8080";

    /// <summary>Calls the control API.</summary>
    public static string Control(string method, string path, string body = null)
    {
        var request = WebRequest.CreateHttp(Address + "/torpedo/v1" + path);
        request.Method = method;
        request.ContentType = "application/json";
        var token = Environment.GetEnvironmentVariable("TORPEDO_TOKEN");
        if (!string.IsNullOrEmpty(token)) request.Headers["Authorization"] = "Bearer " + token;
        string answer;
        try
        {
            answer = Http.Answer(request, body);
        }
        catch (WebException error)
        {
            throw new Exception("no emulator answers at " + Address + " (" + error.Message + "); start one, or set TORPEDO_URL");
        }
        // A mistake says where it is, and what to do.
        if (answer.Contains("\"remedy\":")) throw new Exception(answer);
        return answer;
    }
}

static class Order
{
    static int Main()
    {
        var sandbox = "/sandboxes/order-" + Guid.NewGuid().ToString("N").Substring(0, 12);
        try
        {
            var created = Emulator.Control("POST", "/sandboxes", "{\"name\": \"" + sandbox.Substring(11) + "\", \"clock\": \"manual\"}");
            try
            {
                Run(sandbox, created);
            }
            finally
            {
                Emulator.Control("DELETE", sandbox);
            }
        }
        catch (Exception error)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
        Console.WriteLine("Order.cs: ok");
        return 0;
    }

    static void Run(string sandbox, string created)
    {
        var credencial = Http.Value(created, "\"credencial20\":\"([^\"]+)\"");
        var client = new MobilePronto(Emulator.Address, credencial, Http.Value(created, "\"principalUser\":\"([^\"]+)\""));
        Expect(client.Send("+55(11)999990001", "Pedido 42 confirmado & pago"), "000");
        // Two days pass at once: there is nothing to sleep for.
        Emulator.Control("POST", sandbox + "/clock/advance", "{\"by\": \"48h\"}");
        var where = "{\"to\": \"11999990001\", \"text\": \"Pedido 42 confirmado & pago\", \"status\": \"delivered\"}";
        Holds(Emulator.Control("POST", sandbox + "/wait", "{\"what\": \"messages\", \"timeout\": \"5s\", \"where\": " + where + "}"));
        // A number brings each code about: DDD, 900000 and the code.
        Expect(client.Send("+55(11)900000009", "Pedido 43"), "009");
        Holds(Emulator.Control("POST", sandbox + "/verify", "{\"what\": \"messages\", \"exactly\": 1}"));
    }

    static void Expect(string code, string expected)
    {
        if (code != expected) throw new Exception("the code is " + code + ", not " + expected);
    }

    static void Holds(string answer)
    {
        if (!answer.Contains("\"ok\":true")) throw new Exception(answer);
    }
}
