/** A device of a machine: what it is told to do, what it shows, and its pages. */
import type { Args, Driver } from "../../models/era.ts";
import { type BalloonHost, host_has } from "../../models/machine/host.ts";
import type { Kernel } from "../../models/machine/kernel.ts";
import type { View } from "../../models/machine/layout.ts";
import { type Page, page_to_pfn, pages_that } from "../../models/machine/page.ts";
import { runAlone } from "../../models/machine/scheduler.ts";
import type { Steps } from "../../models/machine/step.ts";

export class Device {
  readonly k: Kernel;
  readonly device: View;
  private readonly driver: Driver;

  constructor(k: Kernel, driver: string, options: Args = {}) {
    const found = k.era.drivers[driver];
    if (!found) throw new Error(`no driver ${driver}`);
    this.k = k;
    this.driver = found;
    this.device = found.probe(k, driver, options);
    k.devices.set(driver, { driver: found, device: this.device });
  }

  steps(operation: string, args: Args = {}): Steps<unknown> {
    const body = this.driver.operations[operation]?.run;
    if (!body) throw new Error(`no operation ${operation}`);
    return body(this.device, args);
  }
  run(operation: string, args: Args = {}): unknown {
    return runAlone(this.k, operation, this.steps(operation, args));
  }

  /** What the driver shows an observer. */
  get seen() {
    return this.driver.observe(this.device);
  }
  get pages(): Page[] {
    return pages_that(this.k, (page) => this.driver.owns(this.device, page));
  }
  get page(): Page {
    const [page] = this.pages;
    if (!page) throw new Error("the device has no page");
    return page;
  }
  get frames(): number[] {
    return this.pages.map(page_to_pfn);
  }
  get host(): BalloonHost {
    return (this.device as View & { host: BalloonHost }).host;
  }
  get framesOfHost(): number[] {
    return [...Array(this.k.machine.pages).keys()].filter((pfn) => host_has(this.host, pfn));
  }
}
