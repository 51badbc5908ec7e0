package io.airworthy.store;

import java.util.Objects;
import java.util.regex.Pattern;

/** The kinds of secret stores, which allow different names of entries. */
public enum StoreType {
    /** HashiCorp Vault, key-value engine: {@code airflow/airflow/database-password}, field {@code value}. */
    VAULT("HashiCorp Vault", "[A-Za-z0-9_.][A-Za-z0-9/_.@ -]{0,511}", "value") {
        @Override
        String nameOf(String prefix, String label) {
            return prefix + "/" + label;
        }
    },

    /**
     * AWS Secrets Manager: {@code airflow/airflow/database-password}. Names may not end in a dash and six characters,
     * like the end of an ARN. The names given here do not.
     */
    AWS_SECRETS_MANAGER("AWS Secrets Manager", "[A-Za-z0-9/_+=.@:-]{1,2048}", "") {
        @Override
        String nameOf(String prefix, String label) {
            return prefix + "/" + label;
        }
    },

    /** AWS Systems Manager Parameter Store: {@code /airflow/airflow/database-password}. */
    AWS_PARAMETER_STORE("AWS Parameter Store", "[A-Za-z0-9/_.:-]{1,2048}", "") {
        @Override
        String nameOf(String prefix, String label) {
            return "/" + prefix + "/" + label;
        }
    },

    /**
     * Azure Key Vault, whose names have letters, digits and dashes only: {@code airflow-airflow-database-password}.
     *
     * @see <a href="https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates">Object identifiers</a>
     */
    AZURE_KEY_VAULT("Azure Key Vault", "(secret/)?[A-Za-z0-9-]{1,127}", "") {
        @Override
        String nameOf(String prefix, String label) {
            return NOT_IN_AZURE.matcher(prefix).replaceAll("-") + "-" + label;
        }
    },

    /** Google Secret Manager: {@code airflow-airflow-database-password}. */
    GOOGLE_SECRET_MANAGER("Google Secret Manager", "[A-Za-z0-9_-]{1,255}", "") {
        @Override
        String nameOf(String prefix, String label) {
            return NOT_IN_GOOGLE.matcher(prefix).replaceAll("-") + "-" + label;
        }
    };

    private static final Pattern NOT_IN_AZURE = Pattern.compile("[^A-Za-z0-9]+");
    private static final Pattern NOT_IN_GOOGLE = Pattern.compile("[^A-Za-z0-9_]+");

    private final String title;
    private final Pattern name;
    private final String property;

    StoreType(String title, String name, String property) {
        this.title = title;
        this.name = Pattern.compile(name);
        this.property = property;
    }

    /**
     * The name of the entry for a piece of material. Characters that the store does not allow become a dash, so two
     * prefixes that only differ in such characters mean the same entries.
     *
     * @param prefix what the names of a deployment's entries begin with, such as {@code airflow/airflow}
     * @param label what the entry is, such as {@code database-password}
     * @return the name
     */
    public String entryName(String prefix, String label) {
        return nameOf(Objects.requireNonNull(prefix, "prefix"), Objects.requireNonNull(label, "label"));
    }

    abstract String nameOf(String prefix, String label);

    /**
     * The field of an entry that holds its only value.
     *
     * @return the field; empty where an entry is a value
     */
    public String property() {
        return property;
    }

    /**
     * Whether the store allows a name.
     *
     * @param entryName the name of an entry
     * @return true if it has only allowed characters, and not too many
     */
    public boolean takes(String entryName) {
        Objects.requireNonNull(entryName, "entryName");
        return name.matcher(entryName).matches();
    }

    /** The store's name. */
    @Override
    public String toString() {
        return title;
    }
}
