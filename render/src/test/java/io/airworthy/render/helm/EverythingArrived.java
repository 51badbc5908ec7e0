package io.airworthy.render.helm;

/** All that must hold for any release of a valid deployment. */
final class EverythingArrived {

    private EverythingArrived() {}

    static void check(Release release) {
        SoundObjects.check(release);
        SecretClosure.check(release);
        CertificateFiles.check(release);
        ComponentsArrived.check(release);
        PodsArrived.check(release);
        ConfigurationArrived.check(release);
        DagsArrived.check(release);
        LogsArrived.check(release);
        VolumesArrived.check(release);
        AccessArrived.check(release);
        PermissionsArrived.check(release);
        BrokerArrived.check(release);
        SignInArrived.check(release);
        JobsArrived.check(release);
    }
}
