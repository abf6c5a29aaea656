/** Work that goes on in steps, so that whoever runs it can let others go on in between; its value comes at the end. */
export type Steps<Value> = Generator<void, Value, void>;

/** Some milliseconds of work for whatever is done here with a row or a child. */
export const ITEMS_OF_A_STEP = 500;

/** Makes something of each item. */
export function* eachInSteps<Item, Made>(items: Iterable<Item>, make: (item: Item) => Made): Steps<readonly Made[]> {
  const made: Made[] = [];
  for (const item of items) {
    made.push(make(item));
    if (made.length % ITEMS_OF_A_STEP === 0) yield;
  }
  return made;
}
