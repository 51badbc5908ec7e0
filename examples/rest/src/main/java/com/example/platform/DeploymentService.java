package com.example.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.airworthy.AirflowDeployment;
import io.airworthy.render.DeploymentPackage;
import io.airworthy.render.file.DeploymentFile;
import io.airworthy.render.report.Report;
import io.airworthy.render.source.SourceText;
import java.io.IOException;
import java.net.URI;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Takes a deployment, JSON or YAML, and answers with its package, or with everything that is wrong. */
@SpringBootApplication
@RestController
public class DeploymentService {

    private final ObjectMapper json;

    DeploymentService(ObjectMapper json) {
        this.json = json;
    }

    public static void main(String[] arguments) {
        SpringApplication.run(DeploymentService.class, arguments);
    }

    @PostMapping("/deployments")
    ResponseEntity<Object> create(@RequestBody String text) throws IOException {
        DeploymentFile file = DeploymentFile.read(SourceText.of("request", text));
        Report report = Report.of("request", file);
        if (report.hasErrors()) {
            ProblemDetail problem = ProblemDetail.forStatus(HttpStatus.UNPROCESSABLE_ENTITY);
            problem.setTitle("The deployment would not work");
            problem.setProperty("report", json.readTree(report.asJson()));
            return ResponseEntity.of(problem).build();
        }
        AirflowDeployment airflow = file.deployment().orElseThrow();
        return ResponseEntity.created(URI.create("/deployments/" + airflow.releaseName()))
                .body(DeploymentPackage.of(airflow).files());
    }
}
