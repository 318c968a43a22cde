/**
 * Something was asked for that this machine or this kernel does not have. Whoever asked has to mend it: no kernel crashes of it, so it is no Fault,
 * and it is no mistake of the models.
 */
export class BadOperation extends Error {
  constructor(message: string) {
    super(message);
    this.name = "BadOperation";
  }
}
