import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { giveCode, signIn, statusOf, useFresh, useWays } from "../api/session.ts";
import { Sheet } from "../parts/sheet.tsx";
import { useLanguage } from "../strings/language.tsx";

/** E-mail and password, then the code where there is a second factor. */
export function SignInPage() {
  const { t } = useLanguage();
  const [step, setStep] = useState<"password" | "totp" | "backup">("password");
  return (
    <Sheet title={t.people.signIn.title}>
      {step === "password" ? <PasswordStep onCode={() => setStep("totp")} /> : <CodeStep kind={step} onStep={setStep} />}
    </Sheet>
  );
}

function PasswordStep({ onCode }: { onCode: () => void }) {
  const { t } = useLanguage();
  const words = t.people.signIn;
  const fresh = useFresh();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const trying = useMutation({ mutationFn: signIn, onSuccess: ({ status }) => (status === "signed_in" ? fresh() : onCode()) });
  return (
    <form className="stack" onSubmit={sending(() => trying.mutate({ email, password }))}>
      <TextInput label={words.email} type="email" autoComplete="username" required autoFocus value={email} onChange={(e) => setEmail(e.currentTarget.value)} />
      <PasswordInput label={words.password} autoComplete="current-password" required value={password} onChange={(e) => setPassword(e.currentTarget.value)} />
      <Fault fault={trying.error} wrong={words.wrong} />
      <Button type="submit" loading={trying.isPending}>
        {words.submit}
      </Button>
      <p className="small muted">{words.forgotten}</p>
      <Elsewhere />
    </form>
  );
}

/** Through the lender's own provider, and what became of it. */
function Elsewhere() {
  const { t } = useLanguage();
  const words = t.people.signIn;
  const ways = useWays();
  const came = new URLSearchParams(window.location.search).get("sign-in");
  if (ways.data?.oidc !== true) return null;
  return (
    <>
      {came !== null && (
        <p className="small red" role="alert">
          {came === "unavailable" ? words.failed : words.notKnown}
        </p>
      )}
      <Button component="a" href="/api/console/session/oidc" variant="default">
        {words.elsewhere}
      </Button>
    </>
  );
}

function CodeStep({ kind, onStep }: { kind: "totp" | "backup"; onStep: (step: "password" | "totp" | "backup") => void }) {
  const { t } = useLanguage();
  const words = t.people.signIn;
  const fresh = useFresh();
  const [code, setCode] = useState("");
  const trying = useMutation({ mutationFn: giveCode, onSuccess: fresh });
  const switchTo = (step: "password" | "totp" | "backup") => () => {
    trying.reset();
    setCode("");
    onStep(step);
  };
  return (
    <form className="stack" onSubmit={sending(() => trying.mutate({ code: code.normalize("NFKC").replaceAll(/\s/g, ""), kind }))}>
      <TextInput
        key={kind}
        label={kind === "totp" ? words.code : words.backup}
        description={kind === "totp" ? words.codeHint : words.backupHint}
        autoComplete="one-time-code"
        inputMode={kind === "totp" ? "numeric" : "text"}
        required
        autoFocus
        value={code}
        onChange={(e) => setCode(e.currentTarget.value)}
      />
      <Fault fault={trying.error} wrong={words.wrongCode} />
      <Button type="submit" loading={trying.isPending}>
        {words.submit}
      </Button>
      <div className="row">
        <Button variant="subtle" size="compact-sm" onClick={switchTo(kind === "totp" ? "backup" : "totp")}>
          {kind === "totp" ? words.useBackup : words.useCode}
        </Button>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={switchTo("password")}>
          {words.again}
        </Button>
      </div>
    </form>
  );
}

function Fault({ fault, wrong }: { fault: unknown; wrong: string }) {
  const { t } = useLanguage();
  if (!fault) return null;
  const status = statusOf(fault);
  const said = status === 429 ? t.people.signIn.slowed : status === 401 || status === 400 ? wrong : t.people.signIn.failed;
  return (
    <p className="small red" role="alert">
      {said}
    </p>
  );
}

const sending = (send: () => void) => (event: FormEvent) => {
  event.preventDefault();
  send();
};
