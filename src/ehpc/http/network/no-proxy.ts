import { BlockList, isIP } from "node:net";

/** Where a request goes, before any proxy. */
export interface Destination {
  /** Lower case; an IPv6 address without brackets. */
  host: string;
  port: number;
}

/**
 * Whether a NO_PROXY list names a destination, by the rules of Go's programs (golang.org/x/net/http/httpproxy), which
 * users of Terraform know: the list is separated by commas; `*` is everything; `example.com` is that domain and those
 * below it, `.example.com` and `*.example.com` only those below; an address is itself; `10.0.0.0/8` is a range of
 * addresses (names are not looked up for it); a port after a colon narrows an entry to it.
 */
export function isExempt(list: string, destination: Destination): boolean {
  return list
    .split(",")
    .map((entry) => entry.trim().toLowerCase())
    .some((entry) => entry !== "" && covers(entry, destination));
}

function covers(entry: string, { host, port }: Destination): boolean {
  if (entry === "*") {
    return true;
  }
  if (entry.includes("/")) {
    return isInRange(host, entry);
  }
  const [name, onlyPort] = splitPort(entry);
  if (onlyPort !== null && onlyPort !== port) {
    return false;
  }
  if (isIP(host) !== 0) {
    return isInRange(host, name);
  }
  const domain = name.replace(/^\*(?=\.)/, "");
  return domain.startsWith(".")
    ? domain.length > 1 && host.endsWith(domain)
    : host === domain || host.endsWith(`.${domain}`);
}

/** An IPv6 address has colons of its own and stands in brackets where a port follows. */
function splitPort(entry: string): [name: string, port: number | null] {
  if (isIP(entry) === 6) {
    return [entry, null];
  }
  const [, name = "", port] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(entry) ?? [];
  return [name, port === undefined ? null : Number(port)];
}

function isInRange(host: string, range: string): boolean {
  const [address = "", length] = range.split("/");
  const family = isIP(address);
  const bits = family === 4 ? 32 : 128;
  const prefix = length === undefined ? bits : /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
  if (family === 0 || !(prefix <= bits) || isIP(host) !== family) {
    return false;
  }
  const type = family === 4 ? "ipv4" : "ipv6";
  const subnet = new BlockList();
  subnet.addSubnet(address, prefix, type);
  return subnet.check(host, type);
}
