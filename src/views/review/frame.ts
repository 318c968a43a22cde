/**
 * The sandboxed frame: its origin is nobody's, so it reaches nothing of the site. Whoever has the other end of the port is the keeper that our page started in it,
 * and nobody else: the page listens to no window. A frame that loads a second time is another page, and ends.
 */
export interface Frame {
  port: MessagePort;
  end(): void;
}

export function openFrame(address: string, onBroken: (why: string) => void): Frame {
  const { port1, port2 } = new MessageChannel();
  const frame = document.createElement("iframe");
  frame.sandbox.add("allow-scripts");
  frame.referrerPolicy = "no-referrer";
  frame.hidden = true;
  frame.title = "Where changed models run";
  let loads = 0;
  frame.addEventListener("load", () => {
    if (++loads === 1) {
      // An origin that is nobody's has no name to be sent to.
      frame.contentWindow?.postMessage(null, "*", [port2]);
    } else {
      frame.remove();
      onBroken("the frame in which the changed models run went somewhere else");
    }
  });
  frame.src = address;
  document.body.append(frame);
  return { port: port1, end: () => frame.remove() };
}
