/** The jobs of ci.yml that must have passed. The check of the workflows compares them with the file. */
export const judgedJobs = ['check', 'build', 'pack', 'windows', 'lab', 'electron', 'macos'];
