package com.example.platform

import io.airworthy.AirflowDeployment
import io.airworthy.logging.LogStore
import io.airworthy.render.DeploymentPackage
import io.airworthy.testkit.DeploymentsSource
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest

class PlatformTest {

    @Test
    fun `every tenant's deployment is sound`() {
        assertEquals(emptyList<Any>(), deployment("payments").validate().errors())
    }

    @Test
    fun `logs are where their store is`() {
        assertEquals("s3://logs", logFolder(LogStore.s3("logs", "airflow")))
    }

    @ParameterizedTest
    @DeploymentsSource(count = 5)
    fun `every deployment becomes a package`(airflow: AirflowDeployment) {
        assertTrue("values-production.yaml" in DeploymentPackage.of(airflow).files())
    }
}
