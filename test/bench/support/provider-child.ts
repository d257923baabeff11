// A provider in a process of its own that takes every text at once: `node --import tsx provider-child.ts`. Prints its port.
import { createServer } from "node:http";

const server = createServer((request, response) => {
  let text = "";
  request
    .setEncoding("utf8")
    .on("data", (chunk: string) => (text += chunk))
    .on("end", () => {
      const id = /"id":"([^"]+)"/.exec(text)?.[1] ?? "none";
      response.writeHead(200, { "content-type": "application/json" }).end(`{"providerMessageId":"p-${id}"}`);
    });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(typeof address === "object" ? String(address?.port) : "");
});
process.once("disconnect", () => process.exit(0));
