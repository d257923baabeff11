import { useQuery } from "@tanstack/react-query";
import { parseResponse, type InferResponseType } from "hono/client";
import { api } from "./client.ts";

const one = api.reports[":id"];
const ofBorrower = api.borrowers[":id"].reports;
export type Report = InferResponseType<typeof one.$get, 200>;
export type Written = Report["written"];

export const useReports = (borrower: string) =>
  useQuery({ queryKey: ["reports", borrower], queryFn: () => parseResponse(ofBorrower.$get({ param: { id: borrower } })) });
export const useReport = (id: string) => useQuery({ queryKey: ["report", id], queryFn: () => parseResponse(one.$get({ param: { id } })) });
export const printUrl = (id: string, language: string): string => `/api/console/reports/${id}/print?lang=${language}`;

export const draftReport = ({ borrower, loan }: { borrower: string; loan: string }) =>
  parseResponse(ofBorrower.$post({ param: { id: borrower }, json: { loan } }));
export const saveReport = ({ id, written }: { id: string; written: Written }) => parseResponse(one.save.$post({ param: { id }, json: written }));
export const signReport = ({ id, written }: { id: string; written: Written }) => parseResponse(one.sign.$post({ param: { id }, json: written }));
