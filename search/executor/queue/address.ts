import { InputError } from "../../../src/input-error.js";

/** Where a queue is. Only `name` is ever shown. */
export interface QueueAddress {
  /** The address without its password, as it is shown and may be given again. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** The number of the database. */
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  readonly tls: boolean;
}

/** Where the password is taken from when the address has none: other users of a machine can read its command lines. */
export const PASSWORD_VARIABLE = "GOLDILOCKS_QUEUE_PASSWORD";

const PORT = 6379;

/** Whether a text is meant as the address of a queue. */
export function isQueueAddress(text: string): boolean {
  return /^rediss?:/i.test(text);
}

/**
 * Reads `redis://[user[:password]@]host[:port][/db]`, or `rediss://` for TLS.
 *
 * @param where    the option or the place in the file that holds it
 * @param password what to use where the address has none
 * @throws InputError in one line; it does not repeat the address, of which any part may be a password out of place
 */
export function parseQueueAddress(
  text: string,
  where: string,
  password = process.env[PASSWORD_VARIABLE],
): QueueAddress {
  const refuse = (fault: string) =>
    new InputError(`${where}: the address ${fault}; write redis://host:port/db, or rediss:// for TLS`);
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw refuse("cannot be read");
  }
  const { protocol, hostname, port, pathname, search, hash } = url;
  if (!isQueueAddress(protocol)) throw refuse("is not one of Redis");
  if (hostname === "") throw refuse("names no host");
  if (!/^\/?\d*$/.test(pathname)) throw refuse("has no number as its database");
  if (search !== "" || hash !== "") throw refuse("goes on after its database");
  const user = decoded(url.username, refuse);
  const secret = url.password === "" ? password : decoded(url.password, refuse);
  const place = {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? PORT : Number(port),
    db: Number(pathname.slice(1)),
  };
  return {
    name: `${protocol}//${user === "" ? "" : `${url.username}@`}${hostname}:${place.port}/${place.db}`,
    ...place,
    ...(user === "" ? {} : { username: user }),
    ...(secret ? { password: secret } : {}),
    tls: protocol === "rediss:",
  };
}

/** A text, such as a complaint about a mistyped option, without the passwords of addresses in it. */
export function withoutPasswords(text: string): string {
  return text.replace(/(rediss?:\/*)[^\s'"]*@/gi, "$1");
}

function decoded(text: string, refuse: (fault: string) => InputError): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw refuse("has a % that encodes nothing before its @");
  }
}
