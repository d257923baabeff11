import { Loader } from "@mantine/core";
import { Outlet } from "react-router";
import { useMe } from "../api/session.ts";
import { SignInPage } from "../pages/sign-in-page.tsx";
import { AccountPage } from "../pages/account-page.tsx";
import { Empty, Loaded } from "./bits.tsx";

/** Lets in who is signed in; the server refuses everybody else whatever is shown. */
export function Gate() {
  const me = useMe();
  if (me.isLoading)
    return (
      <Empty>
        <Loader size="sm" />
      </Empty>
    );
  return <Loaded query={me}>{(who) => (who === null ? <SignInPage /> : who.mustEnrol ? <MustEnrol /> : <Outlet />)}</Loaded>;
}

/** Only one's own account, until there is a second factor. */
const MustEnrol = () => (
  <main className="main">
    <AccountPage />
  </main>
);
