"""A GitHub App of the tests' own: its key, and what both sides are told of it."""

import subprocess

CLIENT_ID = "Iv23liOfTheTests"
APP_ID = "4711"
INSTALLATION = "42"


class App:
    """Installed for the owner, whose installation is found unless it is named."""

    def __init__(self, folder, owner, installation=None):
        self.key_file = folder / "app.pem"
        self.public_key = folder / "app.public.pem"
        # GitHub gives out keys of this older form.
        subprocess.run(["openssl", "genrsa", "-traditional", "-out", self.key_file, "2048"],
                       check=True, stderr=subprocess.DEVNULL)
        subprocess.run(["openssl", "rsa", "-in", self.key_file, "-pubout", "-out",
                        self.public_key], check=True, stderr=subprocess.DEVNULL)
        self.key_file.chmod(0o600)
        self.simulator = ["--app-id", APP_ID, "--app-client-id", CLIENT_ID,
                          "--app-public-key", str(self.public_key),
                          "--installation", f"{INSTALLATION}={owner}"]
        self.environment = {"SHIPLOG_GITHUB_APP_CLIENT_ID": CLIENT_ID,
                            "SHIPLOG_GITHUB_APP_KEY_FILE": str(self.key_file)}
        if installation is not None:
            self.environment["SHIPLOG_GITHUB_APP_INSTALLATION"] = installation

    def secrets(self):
        """What nothing may show: a piece of the key, and how its tokens begin."""
        lines = self.key_file.read_text(encoding="ascii").splitlines()
        return [lines[1], f"ghs_{APP_ID}_", "eyJhbGciOiJSUzI1NiI"]


def minted(simulator):
    """How often a token was asked for."""
    operations = simulator.statistics()["operations"]
    return operations.get("/app/installations/{id}/access_tokens", {}).get("requests", 0)
