import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { renderSVG } from "uqr";
import { changePassword, confirmFactor, endOthers, endSession, enrol, factorOff, signOut, useAccount, useFresh, useMe, type Account } from "../api/session.ts";
import { useCommand } from "../api/queries.ts";
import { Loaded, Tag } from "../parts/bits.tsx";
import { useFormat } from "../parts/use-format.ts";
import { useLanguage } from "../strings/language.tsx";
import { PasswordFault } from "./set-password-page.tsx";

/** Password, second factor and sessions of who is signed in. */
export function AccountPage() {
  const { t } = useLanguage();
  const words = t.people.account;
  const me = useMe();
  const account = useAccount();
  const fresh = useFresh();
  // Of the mutation itself: with the session this page goes, and what it would still be told with it.
  const leaving = useMutation({ mutationFn: signOut, onSuccess: fresh });
  return (
    <div className="stack narrow-page">
      <div className="row">
        <h1>{words.title}</h1>
        <Button variant="default" loading={leaving.isPending} onClick={() => leaving.mutate()}>
          {words.signOut}
        </Button>
      </div>
      {me.data && (
        <p className="muted">
          {me.data.officer} · {t.people.role[me.data.role]} · {me.data.branch ?? words.allBranches}
        </p>
      )}
      {me.data?.mustEnrol && (
        <p className="red" role="alert">
          {words.must}
        </p>
      )}
      <Loaded query={account}>
        {(data) => (
          <>
            {data.hasPassword ? <SecondFactor account={data} /> : <p className="sheet-card">{words.elsewhere}</p>}
            {data.hasPassword && <Password />}
            <Sessions account={data} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function SecondFactor({ account }: { account: Account }) {
  const { t } = useLanguage();
  const words = t.people.account;
  const fresh = useFresh();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const starting = useCommand(enrol);
  const confirming = useCommand(confirmFactor);
  const ending = useCommand(factorOff);
  const made = starting.data;
  return (
    <section className="sheet-card stack">
      <h2>{words.secondFactor}</h2>
      <p>{account.secondFactor ? words.on : words.off}</p>
      {made ? (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            confirming.mutate(code.normalize("NFKC").replaceAll(/\s/g, ""), { onSuccess: fresh });
          }}
        >
          <p>{words.scan}</p>
          <img className="qr" alt="QR" src={`data:image/svg+xml;utf8,${encodeURIComponent(renderSVG(made.uri))}`} />
          <p className="small">
            {words.cannotScan} <code className="wrap">{new URL(made.uri).searchParams.get("secret")}</code>
          </p>
          <p>
            <b>{words.backupCodes}</b>
          </p>
          <p className="small">{words.backupHint}</p>
          <code className="words">{made.backupCodes.join("\n")}</code>
          <TextInput
            label={t.people.signIn.code}
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            value={code}
            onChange={(e) => setCode(e.currentTarget.value)}
          />
          {confirming.isError && (
            <p className="small red" role="alert">
              {t.people.signIn.wrongCode}
            </p>
          )}
          <Button type="submit" loading={confirming.isPending}>
            {words.confirm}
          </Button>
        </form>
      ) : (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (account.secondFactor) ending.mutate(password, { onSuccess: fresh });
            else starting.mutate(password);
          }}
        >
          {!account.secondFactor && <p className="small muted">{words.enrolHint}</p>}
          <PasswordInput label={words.current} autoComplete="current-password" required value={password} onChange={(e) => setPassword(e.currentTarget.value)} />
          {(starting.isError || ending.isError) && (
            <p className="small red" role="alert">
              {words.wrongPassword}
            </p>
          )}
          <Button type="submit" variant={account.secondFactor ? "default" : "filled"} loading={starting.isPending || ending.isPending}>
            {account.secondFactor ? words.turnOff : words.enrol}
          </Button>
        </form>
      )}
    </section>
  );
}

function Password() {
  const { t } = useLanguage();
  const words = t.people.account;
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const changing = useCommand(changePassword);
  const wrong = changing.error !== null && "statusCode" in changing.error && changing.error.statusCode === 409;
  return (
    <form
      className="sheet-card stack"
      onSubmit={(event) => {
        event.preventDefault();
        changing.mutate({ current, next });
      }}
    >
      <h2>{words.password}</h2>
      <PasswordInput label={words.current} autoComplete="current-password" required value={current} onChange={(e) => setCurrent(e.currentTarget.value)} />
      <PasswordInput
        label={t.people.setPassword.password}
        description={t.people.setPassword.hint}
        autoComplete="new-password"
        required
        value={next}
        onChange={(e) => setNext(e.currentTarget.value)}
      />
      {changing.isSuccess && <p className="small pine">{words.changed}</p>}
      {wrong ? (
        <p className="small red" role="alert">
          {words.wrongPassword}
        </p>
      ) : (
        <PasswordFault fault={changing.error} />
      )}
      <Button type="submit" variant="default" loading={changing.isPending}>
        {words.change}
      </Button>
    </form>
  );
}

function Sessions({ account }: { account: Account }) {
  const { t } = useLanguage();
  const words = t.people.account;
  const format = useFormat();
  const ending = useCommand(endSession);
  const others = useCommand(endOthers);
  return (
    <section className="sheet-card stack">
      <h2>{words.sessions}</h2>
      {account.sessions.map((session) => (
        <div className="row" key={session.id}>
          <span className="small wrap">
            {session.device ?? words.unknownDevice} · {words.since(format.moment(session.since))}
          </span>
          {session.current ? (
            <Tag tone="pine">{words.thisOne}</Tag>
          ) : (
            <Button size="compact-sm" variant="default" onClick={() => ending.mutate(session.id)}>
              {words.end}
            </Button>
          )}
        </div>
      ))}
      {account.sessions.length > 1 && (
        <Button variant="default" loading={others.isPending} onClick={() => others.mutate(undefined)}>
          {words.endOthers}
        </Button>
      )}
    </section>
  );
}
