// A browser offers to remember a passphrase only from a field that hides it: so it is one at the moment it is sent.
document.getElementById("make").addEventListener("submit", () => {
  document.getElementById("passphrase").type = "password";
});
