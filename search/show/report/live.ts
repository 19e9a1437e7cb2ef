import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

const HOST = "127.0.0.1";
const PAGE = "text/html; charset=utf-8";

/** A page that is served. */
export interface LivePage {
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Serves one page on this machine's 127.0.0.1 and nothing else: no other path, no method but GET and HEAD, and no other
 * host name, so that no page from elsewhere can read it through a name of its own.
 *
 * @param port 0 for any free one
 * @param page what is answered, made at each request
 * @throws what the operating system says where the port cannot be had
 */
export async function servePage(port: number, page: () => Promise<string>): Promise<LivePage> {
  const server = createServer((request, response) => void answer(server, request, response, page));
  await new Promise<void>((done, fail) => server.once("error", fail).listen(port, HOST, done));
  return {
    address: `http://${HOST}:${portOf(server)}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  server: Server,
  request: IncomingMessage,
  response: ServerResponse,
  page: () => Promise<string>,
): Promise<void> {
  const { method = "", url, headers } = request;
  const hosts = [HOST, "localhost"].map((host) => `${host}:${portOf(server)}`);
  if (!hosts.includes(headers.host ?? "")) return end(response, 403, "only this machine is answered\n");
  if (method !== "GET" && method !== "HEAD") return end(response, 405, "read-only\n");
  if (url !== "/") return end(response, 404, "there is one page, at /\n");
  try {
    const text = await page();
    end(response, 200, method === "HEAD" ? "" : text, PAGE);
  } catch (error) {
    end(response, 500, `${(error as Error).message}\n`);
  }
}

function end(
  response: ServerResponse,
  status: number,
  text: string,
  type = "text/plain; charset=utf-8",
): void {
  response.writeHead(status, {
    ...{ "content-type": type, "cache-control": "no-store", "x-content-type-options": "nosniff" },
  });
  response.end(text);
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
