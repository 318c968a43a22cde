/** Assignments that can be taken back, the last one first. */
export class Undo {
  private readonly log: unknown[] = [];

  get length(): number {
    return this.log.length;
  }

  set<T extends object, K extends keyof T>(target: T, key: K, value: T[K]): void {
    this.log.push(target, key, target[key]);
    target[key] = value;
  }
  push<T>(list: T[], value: T): void {
    this.log.push(list, "length", list.length);
    list.push(value);
  }

  backTo(length: number): void {
    const { log } = this;
    while (log.length > length) {
      const old = log.pop();
      const key = log.pop() as string;
      (log.pop() as Record<string, unknown>)[key] = old;
    }
  }
}
