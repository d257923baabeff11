import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { parseResponse, type InferResponseType } from "hono/client";
import type { OfficerReason, VerifiedHow } from "../../domain/documents/document-request.ts";
import { api } from "./client.ts";

const documents = api.documents;
const one = documents[":id"];
const ofBorrower = api.borrowers[":id"].documents;
export type DocumentRow = InferResponseType<typeof documents.$get, 200>["items"][number];
export type DocumentFile = DocumentRow["files"][number];

export const useDocuments = (show: "waiting" | "all") =>
  useInfiniteQuery({
    queryKey: ["documents", show],
    queryFn: ({ pageParam }) => parseResponse(documents.$get({ query: { show, ...(pageParam && { after: pageParam }) } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
export const useDocument = (id: string) => useQuery({ queryKey: ["document", id], queryFn: () => parseResponse(one.$get({ param: { id } })) });
export const useBorrowerDocuments = (id: string) =>
  useQuery({ queryKey: ["borrower-documents", id], queryFn: () => parseResponse(ofBorrower.$get({ param: { id } })) });

/** The file itself; pictures are shown by the browser, whose session it is. */
export const fileUrl = (id: string): string => `/api/console/document-files/${id}`;

const noted = (note: string) => (note.trim() === "" ? {} : { note: note.trim() });
export const askDocument = ({ borrower, kind }: { borrower: string; kind: string }) =>
  parseResponse(ofBorrower.$post({ param: { id: borrower }, json: { kind } }));
export const verifyDocument = ({ id, how, note }: { id: string; how: VerifiedHow; note: string }) =>
  parseResponse(one.verify.$post({ param: { id }, json: { how, ...noted(note) } }));
export const refuseDocument = ({ id, reason, note }: { id: string; reason: OfficerReason; note: string }) =>
  parseResponse(one.refuse.$post({ param: { id }, json: { reason, ...noted(note) } }));
export const withdrawDocument = ({ id, note }: { id: string; note: string }) => parseResponse(one.withdraw.$post({ param: { id }, json: noted(note) }));
export const chaseDocument = ({ id, note }: { id: string; note: string }) => parseResponse(one.chase.$post({ param: { id }, json: noted(note) }));
export const assignFile = ({ file, request }: { file: string; request: string }) =>
  parseResponse(api["document-files"][":id"].assign.$post({ param: { id: file }, json: { request } }));
