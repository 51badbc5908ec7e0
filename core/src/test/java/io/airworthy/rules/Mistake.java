package io.airworthy.rules;

import io.airworthy.AirflowDeployment;

/**
 * A deployment with one thing wrong.
 *
 * @param ruleId the rule that finds it
 * @param deployment the deployment
 * @param violation what the report says, word for word
 */
record Mistake(String ruleId, AirflowDeployment deployment, String violation) {

    @Override
    public String toString() {
        return ruleId;
    }
}
