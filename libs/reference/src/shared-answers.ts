/**
 * Answers that many ask for at once, looked up once for all of them. Who asks before the look-up begins shares it; who asks
 * behind that gets one of their own, so nobody is told what was true before they asked.
 */
export class SharedAnswers<Answer> {
  private readonly waiting = new Map<string, Promise<Answer>>();

  of(question: string, look: () => Promise<Answer>): Promise<Answer> {
    const shared = this.waiting.get(question);
    if (shared !== undefined) return shared;
    // Behind everybody who is about to ask in this very turn.
    const answer = Promise.resolve().then(() => {
      this.waiting.delete(question);
      return look();
    });
    this.waiting.set(question, answer);
    return answer;
  }
}
