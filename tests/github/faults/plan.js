export class FaultPlan {
  constructor(service, specs) {}
  chosenFor(call) {
    return {
      async before() {},
      async after() {},
      instead() {},
      altered: (answer) => answer,
      manner: () => ({}),
    };
  }
}
