/** Collects the names of batches that somebody should look at; `null` stands for all of them. */
export class Bell {
  private rung = new Set<string | null>();
  private wake: (() => void) | null = null;

  ring(id: string | null): void {
    this.rung.add(id);
    this.wake?.();
  }

  /** What was rung for, as soon as there is something; null for all, also after so many milliseconds of silence. */
  async heard(milliseconds: number): Promise<readonly string[] | null> {
    if (this.rung.size === 0) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        timer = setTimeout(() => this.ring(null), milliseconds);
      });
      this.wake = null;
      clearTimeout(timer);
    }
    const heard = [...this.rung];
    this.rung = new Set();
    return heard.includes(null) ? null : (heard as string[]);
  }
}
