// What is typed before there is a field to take it: words, and the steps from one to the next. Pure.

/** Keys that were pressed early. */
export class Early {
  constructor() {
    /** What was typed, for one field after another. @type {string[]} */
    this.texts = [];
  }

  /**
   * Take a key; false where it is none that a field would have taken.
   *
   * @param {string} key
   */
  press(key) {
    const { texts } = this;
    const last = texts.length - 1;
    if (key === "Tab") {
      if (last < 0) texts.push("");
      texts.push("");
    } else if (key === "Backspace") {
      if (last >= 0) texts[last] = texts[last].slice(0, -1);
    } else if ([...key].length === 1) {
      texts[Math.max(last, 0)] = (texts[last] ?? "") + key;
    } else {
      return false;
    }
    return true;
  }

  /** Give what is for the field that is there now, once, and whether the next is asked for. */
  take() {
    const text = this.texts.shift() ?? "";
    return { text, next: this.texts.length > 0 };
  }

  forget() {
    this.texts = [];
  }
}
