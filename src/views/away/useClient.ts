/** A worker of a component: there from its first question until the component goes. */
import { useEffect, useState } from "preact/hooks";
import type { Client } from "../../engine/away/client.ts";
import type { Table } from "../../engine/away/table.ts";

export function useClient<T extends Table>(start: () => Client<T>): Client<T> {
  const [client] = useState(start);
  useEffect(() => () => client.close(), []);
  return client;
}
