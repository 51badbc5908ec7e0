package com.example.platform;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.springframework.http.MediaType.APPLICATION_JSON;
import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

@SpringBootTest
@AutoConfigureMockMvc
class DeploymentServiceTest {

    private static final String GOOD = """
            {"apiVersion": "airworthy.io/v1alpha1", "kind": "AirflowDeployment", "spec": {
              "releaseName": "payments", "chartVersion": "1.22.0", "airflowVersion": "3.2.2", "executors": ["LocalExecutor"],
              "database": {"provider": "self-hosted", "host": "postgres.example.com", "tls": "require", "maxConnections": 450}}}
            """;

    @Autowired
    private MockMvc service;

    @Test
    void createsThePackage() throws Exception {
        answer(GOOD)
                .andExpect(status().isCreated())
                .andExpect(header().string("Location", "/deployments/payments"))
                .andExpect(jsonPath("$['values-production.yaml']", containsString("LocalExecutor")));
    }

    @Test
    void saysEverythingThatWouldNotWork() throws Exception {
        answer(GOOD.replace("payments", "Payments_1").replace("\"tls\"", "\"port\": 70000, \"tls\""))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().contentType(APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.title").value("The deployment would not work"))
                .andExpect(jsonPath("$.report.violations[*].modelPath").value(hasItems("releaseName", "database.port")));
    }

    @Test
    void saysWhereItCannotBeRead() throws Exception {
        answer(GOOD.replace("\"host\"", "\"hots\""))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().contentType(APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.report.violations[*].what").value(hasItem(containsString("did you mean host?"))));
    }

    private ResultActions answer(String deployment) throws Exception {
        return service.perform(post("/deployments").contentType(APPLICATION_JSON).content(deployment));
    }
}
