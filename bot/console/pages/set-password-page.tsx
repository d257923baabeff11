import { Button, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { detailOf, redeem, statusOf } from "../api/session.ts";
import { Sheet } from "../parts/sheet.tsx";
import { useLanguage } from "../strings/language.tsx";

/** Behind a link that an admin passed on; its token is in the fragment, which no server sees. */
export function SetPasswordPage() {
  const { t } = useLanguage();
  const words = t.people.setPassword;
  const [token] = useState(() => window.location.hash.slice(1));
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const setting = useMutation({ mutationFn: redeem });
  if (setting.isSuccess)
    return (
      <Sheet title={words.title}>
        <div className="stack">
          <p role="status">{words.done}</p>
          <Button component="a" href="/">
            {words.toSignIn}
          </Button>
        </div>
      </Sheet>
    );
  const differ = again !== "" && again !== password;
  return (
    <Sheet title={words.title}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (again === password) setting.mutate({ token, password });
        }}
      >
        <PasswordInput
          label={words.password}
          description={words.hint}
          autoComplete="new-password"
          required
          autoFocus
          value={password}
          onChange={(e) => setPassword(e.currentTarget.value)}
        />
        <PasswordInput
          label={words.again}
          autoComplete="new-password"
          required
          value={again}
          error={differ ? words.differ : undefined}
          onChange={(e) => setAgain(e.currentTarget.value)}
        />
        <PasswordFault fault={setting.error} />
        <Button type="submit" loading={setting.isPending}>
          {words.submit}
        </Button>
      </form>
    </Sheet>
  );
}

/** What is wrong with a password that was chosen, or with the link. */
export function PasswordFault({ fault }: { fault: unknown }) {
  const { t } = useLanguage();
  if (!fault) return null;
  const words = t.people.setPassword;
  const why = /^password: (short|long|common|personal)$/.exec(detailOf(fault))?.[1];
  const said =
    why === "short" || why === "long" || why === "common" || why === "personal"
      ? words[why]
      : statusOf(fault) === undefined
        ? t.people.signIn.failed
        : words.spent;
  return (
    <p className="small red" role="alert">
      {said}
    </p>
  );
}
