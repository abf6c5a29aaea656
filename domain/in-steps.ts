/** Work that goes on in steps, so that whoever runs it can let others go on in between; its value comes at the end. */
export type Steps<Value> = Generator<void, Value, void>;

/** Some milliseconds of work for whatever is done here with a row. */
export const ITEMS_OF_A_STEP = 500;
/** A child has many rows. */
export const CHILDREN_OF_A_STEP = 50;

/** Makes something of each item; where an item is a whole pass through a delivery, others go on after each. */
export function* eachInSteps<Item, Made>(
  items: Iterable<Item>,
  make: (item: Item) => Made,
  atOnce = ITEMS_OF_A_STEP,
): Steps<readonly Made[]> {
  const made: Made[] = [];
  for (const item of items) {
    made.push(make(item));
    if (made.length % atOnce === 0) yield;
  }
  return made;
}

/** The value of work in steps, done without a pause. */
export function finished<Value>(steps: Steps<Value>): Value {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
