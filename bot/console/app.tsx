import { Loader, MantineProvider } from "@mantine/core";
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, type ReactNode } from "react";
import { createBrowserRouter, RouterProvider } from "react-router";
import { statusOf, useMe } from "./api/session.ts";
import { AccountPage } from "./pages/account-page.tsx";
import { SetPasswordPage } from "./pages/set-password-page.tsx";
import { ArrangementPage } from "./pages/arrangement-page.tsx";
import { ArrangementsPage } from "./pages/arrangements-page.tsx";
import { DocumentPage } from "./pages/document-page.tsx";
import { DocumentsPage } from "./pages/documents-page.tsx";
import { BorrowerPage } from "./pages/borrower-page.tsx";
import { BorrowersPage } from "./pages/borrowers-page.tsx";
import { EscalationPage } from "./pages/escalation-page.tsx";
import { EscalationsPage } from "./pages/escalations-page.tsx";
import { KeysPage } from "./pages/keys-page.tsx";
import { PeoplePage } from "./pages/people-page.tsx";
import { MessagesPage } from "./pages/messages-page.tsx";
import { PromisesPage } from "./pages/promises-page.tsx";
import { QuestionnairePage } from "./pages/questionnaire-page.tsx";
import { QuestionnairesPage } from "./pages/questionnaires-page.tsx";
import { ReportPage } from "./pages/report-page.tsx";
import { RoundsPage } from "./pages/rounds-page.tsx";
import { VisitsPage } from "./pages/visits-page.tsx";
import { TemplatesPage } from "./pages/templates-page.tsx";
import { ThreadPage } from "./pages/thread-page.tsx";
import { TodayPage } from "./pages/today-page.tsx";
import { Gate } from "./parts/gate.tsx";
import { WebhooksPage } from "./pages/webhooks-page.tsx";
import { Layout } from "./parts/layout.tsx";
import { LanguageProvider } from "./strings/language.tsx";
import { theme } from "./theme.ts";

// Every look is an entry in the lender's log: read again when something changed, not whenever a window is clicked.
const queries: QueryClient = new QueryClient({
  // A session that ended: the gate asks again who is here.
  queryCache: new QueryCache({
    onError: (fault, { queryKey }) => void (statusOf(fault) === 401 && queryKey[0] !== "me" && queries.resetQueries({ queryKey: ["me"] })),
  }),
  defaultOptions: { queries: { refetchOnWindowFocus: false, staleTime: 2_000, retry: 1 } },
});

const ForecastPage = lazy(() => import("./pages/forecast-page.tsx").then((page) => ({ default: page.ForecastPage })));

const RoundPage = lazy(() => import("./pages/round-page.tsx").then((page) => ({ default: page.RoundPage })));

/** A page whose own file is fetched when it is opened. */
const Later = ({ page }: { page: ReactNode }) => <Suspense fallback={<Loader size="sm" />}>{page}</Suspense>;

const router = createBrowserRouter([
  { path: "/set-password", element: <SetPasswordPage /> },
  {
    element: <Gate />,
    children: [
      {
        element: <Layout />,
        children: [
          { path: "/", element: <Home /> },
          { path: "/account", element: <AccountPage /> },
          { path: "/borrowers", element: <BorrowersPage /> },
          { path: "/borrowers/:id", element: <BorrowerPage /> },
          { path: "/escalations", element: <EscalationsPage /> },
          { path: "/escalations/:id", element: <EscalationPage /> },
          { path: "/arrangements", element: <ArrangementsPage /> },
          { path: "/arrangements/:id", element: <ArrangementPage /> },
          { path: "/documents", element: <DocumentsPage /> },
          { path: "/documents/:id", element: <DocumentPage /> },
          { path: "/rounds", element: <RoundsPage /> },
          { path: "/rounds/:id", element: <Later page={<RoundPage />} /> },
          { path: "/questionnaires", element: <QuestionnairesPage /> },
          { path: "/questionnaires/:id", element: <QuestionnairePage /> },
          { path: "/visits", element: <VisitsPage /> },
          { path: "/reports/:id", element: <ReportPage /> },
          { path: "/messages", element: <MessagesPage /> },
          { path: "/messages/:id", element: <ThreadPage /> },
          // With its charts in a file of their own, which other pages do not wait for.
          { path: "/forecast", element: <Later page={<ForecastPage />} /> },
          { path: "/promises", element: <PromisesPage /> },
          { path: "/templates", element: <TemplatesPage /> },
          { path: "/webhooks", element: <WebhooksPage /> },
          { path: "/people", element: <PeoplePage /> },
          { path: "/keys", element: <KeysPage /> },
        ],
      },
    ],
  },
]);

/** Who sees no borrowers begins elsewhere. */
function Home() {
  const me = useMe();
  return me.data?.role === "admin" ? <PeoplePage /> : <TodayPage />;
}

export function App() {
  return (
    <MantineProvider theme={theme} forceColorScheme="light">
      <QueryClientProvider client={queries}>
        <LanguageProvider>
          <RouterProvider router={router} />
        </LanguageProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
