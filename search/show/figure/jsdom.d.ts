/** The part of jsdom that is used. It brings no types of its own, and those made for it bring all of a browser's. */
declare module "jsdom" {
  export class JSDOM {
    constructor(html?: string);
    readonly window: { readonly document: unknown };
  }
}
