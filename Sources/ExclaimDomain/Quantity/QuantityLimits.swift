/// The numbers that bound what a quantity may say; each has its one home here.
public enum QuantityLimits {
  /// The largest number that words may state: more than all people alive, so anything above is a slip.
  public static let countMax: Int64 = 10_000_000_000

  /// The largest end of an interval: twice `countMax`, which is how far "around" reaches.
  public static let boundMax: Int64 = 2 * countMax

  /// The longest text read as a quantity or as a relative date.
  public static let wordsBytesMax = 512
}
