package io.airworthy.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.airworthy.rules.NoProxy.Client;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the clients read {@code NO_PROXY}: as kept here, and as they really do. */
class NoProxyTest {

    private static final List<String> HOSTS = List.of(
            "airflow-api-server",
            "airflow-triggerer-0.airflow-triggerer.airflow.svc.cluster.local",
            "otel-collector.monitoring",
            "metadata.google.internal",
            "10.1.2.3",
            "172.31.255.1");

    private static final List<String> VALUES = List.of(
            "",
            "*",
            "a,*",
            "airflow-api-server",
            "AIRFLOW-API-SERVER",
            " airflow-api-server , .svc.cluster.local",
            "airflow-api-server:8080",
            "airflow-api-server:9090",
            ".airflow-api-server",
            "10.0.0.0/8,.example.com",
            "10.1.2.3",
            "10.1.2.4",
            "172.16.0.0/12",
            "172.32.0.0/12",
            ".svc.cluster.local",
            "svc.cluster.local",
            "*.svc.cluster.local",
            "airflow.svc.cluster.local",
            ".svc",
            "local",
            "monitoring",
            ".monitoring",
            ".google.internal",
            "localhost,127.0.0.1");

    /** Prints a line for each value and host: whether httpx, requests and botocore go there without the proxy. */
    private static final String PROGRAM = """
            import os, sys, httpx, requests, botocore.utils
            values, hosts = [part.split('|') for part in sys.argv[1:3]]
            for name in [name for name in os.environ if name.lower().endswith('_proxy')]:
                del os.environ[name]
            os.environ['HTTP_PROXY'] = 'http://proxy.example.com:3128'
            for value in values:
                os.environ['NO_PROXY'] = value
                client = httpx.Client()
                for host in hosts:
                    url = 'http://' + host + ':8080/'
                    print(client._transport_for_url(httpx.URL(url)) is client._transport,
                          not requests.utils.get_environ_proxies(url),
                          not botocore.utils.get_environ_proxies(url))
            """;

    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "*                          | airflow-api-server        | HTTPX REQUESTS BOTOCORE",
                "a,*                        | airflow-api-server        | HTTPX",
                "airflow-api-server         | airflow-api-server        | HTTPX REQUESTS BOTOCORE",
                "AIRFLOW-API-SERVER , b     | airflow-api-server        | HTTPX REQUESTS BOTOCORE",
                "airflow-api-server:8080    | airflow-api-server        | HTTPX REQUESTS BOTOCORE",
                "airflow-api-server:9090    | airflow-api-server        | ''",
                ".airflow-api-server        | airflow-api-server        | REQUESTS BOTOCORE",
                "10.0.0.0/8                 | airflow-api-server        | ''",
                "10.0.0.0/8                 | 10.1.2.3                  | REQUESTS",
                "10.0.0.0/33                | 10.1.2.3                  | ''",
                "0.0.0.0/0                  | 10.1.2.3                  | REQUESTS",
                "10.1.2.3                   | 10.1.2.3                  | HTTPX REQUESTS BOTOCORE",
                "monitoring                 | otel-collector.monitoring | HTTPX REQUESTS BOTOCORE",
                ".monitoring                | otel-collector.monitoring | HTTPX REQUESTS BOTOCORE",
                "*.monitoring               | otel-collector.monitoring | ''",
                "toring                     | otel-collector.monitoring | ''"
            })
    void coversWhatTheClientTakesItFor(String value, String host, String clients) {
        List<String> covered = new ArrayList<>();
        for (Client client : Client.values()) {
            if (NoProxy.of(value).covers(host, 8080, client)) {
                covered.add(client.name());
            }
        }
        assertThat(String.join(" ", covered)).isEqualTo(clients);
    }

    @Test
    void coversWhatTheClientsReallyReachWithoutTheProxy() throws IOException, InterruptedException {
        String python = System.getProperty("airworthy.python", "");
        assumeTrue(
                !python.isEmpty(),
                "Set -Dairworthy.python to a Python that has httpx, requests and botocore:"
                        + " python3 -m venv v && v/bin/pip install httpx requests botocore");
        List<String> expected = new ArrayList<>();
        for (String value : VALUES) {
            NoProxy noProxy = NoProxy.of(value);
            for (String host : HOSTS) {
                expected.add(value + " | " + host + " | " + words(noProxy.covers(host, 8080, Client.HTTPX)) + " "
                        + words(noProxy.covers(host, 8080, Client.REQUESTS)) + " "
                        + words(noProxy.covers(host, 8080, Client.BOTOCORE)));
            }
        }

        List<String> answers = answers(python);

        List<String> really = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            really.add(VALUES.get(i / HOSTS.size()) + " | " + HOSTS.get(i % HOSTS.size()) + " | " + answers.get(i));
        }
        assertThat(expected).isEqualTo(really);
    }

    private static List<String> answers(String python) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(python, "-c", PROGRAM, String.join("|", VALUES), String.join("|", HOSTS))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }

    /** As Python prints it. */
    private static String words(boolean truth) {
        return truth ? "True" : "False";
    }
}
