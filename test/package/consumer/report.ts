/** Writes what came of it as one line of JSON; a failure is no less an answer. */
export async function report(work: () => Promise<object>): Promise<void> {
  try {
    console.log(JSON.stringify(await work()));
  } catch (error) {
    const { name, code, message } = error as NodeJS.ErrnoException;
    console.log(JSON.stringify({ failed: { name, code, message } }));
  }
}
